/**
 * What somebody sees who opens a page while the database does not answer: what happened, what was kept, what to do. It loads
 * nothing and asks for itself again, so that the page comes back as soon as it can.
 */
export const unavailablePage = (nonce: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="${RETRY_SECONDS}">
<title>The database does not answer · Plumbline</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<style nonce="${nonce}">
:root { color-scheme: light dark }
body { margin: 0; font: 14px/1.5 system-ui, sans-serif; background: light-dark(#EFEEEA, #15171A); color: light-dark(#22262B, #E8E5DD) }
main { max-width: 560px; margin: 64px auto; padding: 0 20px }
h1 { font-size: 18px; margin: 0 0 12px }
p { margin: 0 0 12px }
a { color: inherit }
</style>
</head>
<body>
<main>
<h1>The database does not answer</h1>
<p>Plumbline runs, and its database cannot be reached or has no connection left. What was saved before is kept, and opening this page changed nothing. Judgments that could not be sent wait in the browser that they were made in.</p>
<p>This page asks again every ${RETRY_SECONDS} seconds and shows itself when there is an answer. If it stays like this, whoever runs Plumbline looks at the database and at the log of the web server.</p>
<p><a href="">Ask again now</a></p>
</main>
</body>
</html>
`

export const RETRY_SECONDS = 5
