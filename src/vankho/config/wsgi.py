import os

from django.core.wsgi import get_wsgi_application

from vankho.lib.processes import leave_with

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vankho.config.settings")
application = get_wsgi_application()

if "VANKHO_OWNER" in os.environ:  # started by `run` or `serve`: killed, it leaves nobody behind who holds the port
    leave_with(int(os.environ["VANKHO_OWNER"]))
