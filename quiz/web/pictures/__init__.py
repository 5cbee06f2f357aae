"""The pictures of a result: every place and mark is worked out here, templates only draw. Pure."""
