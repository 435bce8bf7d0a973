"""Printing the arrival register as the prescribed book."""
from django.http import HttpResponse
def print_view(request): return HttpResponse("")
def pdf(request): return HttpResponse("")
