from functools import partial

from django.urls import URLPattern, path

from . import document, register_list, register_print, routing, stepping

_LINE = "van-ban-den/<str:book>/<int:number>"
_SEGMENTS = {
    "present": "trinh",
    "direct": "chi-dao",
    "enter_written_direction": "but-phe",
    "accept": "tiep-nhan",
    "finish": "ket-thuc",
    "finish_part": "phoi-hop-xong",
    "return": "tra-lai",
    "send_back": "tra-lai-van-thu",
    "correct": "sua",
    "attach_paper": "ban-giay",
}

urlpatterns: list[URLPattern] = [
    path("van-ban-den", register_list.register, name="register"),
    path("van-ban-den/xuat-excel", register_list.export, name="register_export"),
    path("van-ban-den/in", register_print.print_view, name="register_print"),
    path("van-ban-den/in/pdf", register_print.pdf, name="register_pdf"),
    path(_LINE, document.document, name="document"),
    *(
        path(f"{_LINE}/{_SEGMENTS[step.name]}", partial(stepping.take, step=step), name=step.url_name)
        for step in routing.STEPS.values()
    ),
]
