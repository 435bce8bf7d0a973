from django.urls import path

from . import views

urlpatterns = [
    path("don-thu", views.petitions, name="petitions"),
    path("don-thu/vao-so", views.add_petition, name="add_petition"),
    path("don-thu/<uuid:petition_id>", views.petition, name="petition"),
    path("chuyen-thang", views.diversions, name="diversions"),
    path("chuyen-thang/ghi", views.divert, name="divert"),
    path("chuyen-thang/<uuid:diversion_id>/tra-lai", views.return_envelope, name="return_envelope"),
    path("so-va-so-den", views.book, name="book"),
]
