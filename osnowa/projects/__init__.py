"""The plan: programmes, projects, dated terms and targets, partners, team, forms of support, local programmes, groups."""
