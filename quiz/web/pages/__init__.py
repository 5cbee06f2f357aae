"""The pages: each module holds a page as its template sees it, and the view that sends it."""
