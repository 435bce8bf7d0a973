from django.urls import include, path

handler404 = "vankho.web.failures.not_found"
urlpatterns = [path("", include("vankho.web.urls"))]
