from django.urls import path

from . import views

urlpatterns = [
    path("niem-phong", views.incidents, name="incidents"),
    path("niem-phong/khoa", views.sealing_key, name="sealing_key"),
    path("niem-phong/<uuid:incident_id>", views.incident, name="incident"),
    path("niem-phong/<uuid:incident_id>/tra-lai", views.release, name="release_incident"),
    path("niem-phong/<uuid:incident_id>/lay-goi", views.pick_up, name="pick_up_incident"),
    path("niem-phong/<uuid:incident_id>/xoa", views.erase, name="erase_incident"),
]
