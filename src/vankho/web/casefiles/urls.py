from django.urls import URLPattern, path

from . import views

urlpatterns: list[URLPattern] = [
    path("ho-so", views.case_files, name="case_files"),
    path("ho-so/mo", views.open_case_file, name="open_case_file"),
    path("ho-so/<uuid:file_id>", views.case_file, name="case_file"),
    path("ho-so/<uuid:file_id>/ket-thuc", views.close_case_file, name="close_case_file"),
]
