"""Who belongs where: centres (tenants), organisations, units, places, memberships and centre-wide roles."""
