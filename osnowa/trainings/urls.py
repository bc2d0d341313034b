"""Addresses of trainings."""

app_name = "trainings"
urlpatterns = []
