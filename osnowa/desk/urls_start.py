"""The first address after signing in, before a centre is chosen."""

urlpatterns = []
