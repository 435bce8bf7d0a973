from django.urls import path

from .files import original, page_picture
from .lookups import draft, duplicates, organs, paper_draft, types
from .tray import discard, discard_refused, intakes, read_again
from .views import enter, enter_paper

urlpatterns = [
    path("tiep-nhan", intakes, name="intakes"),
    path("tiep-nhan/bo-tep-khong-nhan-duoc", discard_refused, name="discard_refused"),
    path("tiep-nhan/<uuid:intake_id>/bo", discard, name="discard_intake"),
    path("tiep-nhan/<uuid:intake_id>/doc-lai", read_again, name="read_again"),
    path("vao-so/khong-ban-quet", enter_paper, name="enter_paper"),
    path("vao-so/khong-ban-quet/nhap", paper_draft, name="paper_draft"),
    path("vao-so/<uuid:intake_id>", enter, name="enter"),
    path("vao-so/<uuid:intake_id>/nhap", draft, name="draft"),
    path("vao-so/trung", duplicates, name="duplicates"),
    path("vao-so/goi-y/co-quan", organs, name="organs"),
    path("vao-so/goi-y/loai", types, name="types"),
    path("trang/<str:sha256>/<int:number>", page_picture, name="page_picture"),
    path("tep/<str:sha256>", original, name="original"),
]
