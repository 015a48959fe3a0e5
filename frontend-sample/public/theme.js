// Runs before anything is painted: a page in the theme that was not chosen would flash otherwise. The rest is done by
// src/app/theme.ts.
{
  const theme = localStorage.getItem('tidings.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
}
