'use client'

/** When even the frame failed: no styles of ours, no script needed. Next makes this page ahead, so it can carry no nonce. */
export default function GlobalError() {
  return (
    <html lang="en">
      <head>
        <title>Plumbline</title>
      </head>
      <body>
        <main style={{ maxWidth: 560, margin: '64px auto', padding: '0 20px', font: '14px/1.5 system-ui, sans-serif' }}>
          <h1 style={{ fontSize: 18 }}>Plumbline could not show this page</h1>
          <p>
            Something went wrong on the server. What was saved before is kept. Load the page again; if it stays like
            this, the log of the web server says why.
          </p>
          <p>
            <a href="/">All projects</a>
          </p>
        </main>
      </body>
    </html>
  )
}
