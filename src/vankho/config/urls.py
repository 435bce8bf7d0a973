from django.urls import include, path

urlpatterns = [path("", include("vankho.web.urls"))]
