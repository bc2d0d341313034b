"""The plan: programmes, projects, dated terms, partners, team, forms of support, local programmes, groups."""
