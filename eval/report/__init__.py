"""Reports: figures with their plots, on a page of HTML that stands alone and prints well."""
