from django.urls import include, path

handler400 = "vankho.web.failures.not_understood"
handler404 = "vankho.web.failures.not_found"
urlpatterns = [path("", include("vankho.web.urls"))]
