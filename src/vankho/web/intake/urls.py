from django.urls import path

from . import files, lookups, tray, views

urlpatterns = [
    path("tiep-nhan", tray.intakes, name="intakes"),
    path("tiep-nhan/<uuid:intake_id>/bo", tray.discard, name="discard_intake"),
    path("tiep-nhan/<uuid:intake_id>/doc-lai", tray.read_again, name="read_again"),
    path("vao-so/khong-ban-quet", views.enter_paper, name="enter_paper"),
    path("vao-so/khong-ban-quet/nhap", lookups.paper_draft, name="paper_draft"),
    path("vao-so/<uuid:intake_id>", views.enter, name="enter"),
    path("vao-so/<uuid:intake_id>/nhap", lookups.draft, name="draft"),
    path("vao-so/trung", lookups.duplicates, name="duplicates"),
    path("vao-so/goi-y/co-quan", lookups.organs, name="organs"),
    path("vao-so/goi-y/loai", lookups.types, name="types"),
    path("trang/<str:sha256>/<int:number>", files.page_picture, name="page_picture"),
    path("tep/<str:sha256>", files.original, name="original"),
]
