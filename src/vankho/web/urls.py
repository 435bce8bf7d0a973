"""Every door for people. `tests/doors` walks this table: a route without a row there fails."""

from django.urls import include, path
from django.views.decorators.cache import never_cache

from .accounts import views as accounts

urlpatterns = [
    path("dang-nhap", never_cache(accounts.SignIn.as_view()), name="sign_in"),
    path("dang-xuat", accounts.sign_out, name="sign_out"),
    path("doi-mat-khau", accounts.change_password, name="change_password"),
    path("doi-co-quan", accounts.act_for, name="act_for"),
    path("song", accounts.alive, name="alive"),
    path("", include("vankho.web.desk.urls")),
    path("", include("vankho.web.intake.urls")),
    path("", include("vankho.web.records.urls")),
    path("", include("vankho.web.apart.urls")),
    path("", include("vankho.web.casefiles.urls")),
    path("", include("vankho.web.search.urls")),
    path("", include("vankho.web.secrecy.urls")),
    path("", include("vankho.web.people.urls")),
]
