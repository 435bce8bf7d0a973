from django.urls import path

from . import views

urlpatterns = [
    path("nguoi-va-chuc-vu", views.people, name="people"),
    path("nguoi-va-chuc-vu/them", views.add_person, name="add_person"),
    path("nguoi-va-chuc-vu/<uuid:appointment_id>/thoi-giu", views.end_appointment, name="end_appointment"),
    path("nguoi-va-chuc-vu/<uuid:appointment_id>/mat-khau", views.reset_password, name="reset_password"),
]
