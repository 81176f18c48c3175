import type { ReactNode } from 'react'
import { Mark } from '../ui/mark'

/** The pages before the workspace: a form left of the line, what stands beside it on the right. */
export function AuthFrame({
  title,
  lead,
  aside,
  children,
}: {
  title: string
  lead: ReactNode
  aside?: ReactNode
  children?: ReactNode
}) {
  return (
    <main className="mx-auto grid min-h-dvh max-w-[960px] grid-cols-1 content-center gap-x-14 gap-y-10 px-5 py-10 md:grid-cols-[380px_21px_minmax(0,1fr)]">
      <div className="grid content-center gap-5">
        <p className="flex items-center gap-2.5 text-18 font-semibold">
          <Mark className="h-7 w-[23px]" /> Plumbline
        </p>
        <div className="grid gap-1">
          <h1 className="text-18">{title}</h1>
          <div className="text-pretty text-ink-2 normal-nums">{lead}</div>
        </div>
        {children}
      </div>
      <div aria-hidden="true" className="relative hidden md:block">
        <i className="absolute -top-[50dvh] bottom-9 left-1/2 w-px bg-brass-mark" />
        <i className="absolute bottom-0 left-0 h-10 w-[21px] bg-brass-mark [clip-path:polygon(0_0,100%_0,100%_35%,50%_100%,0_35%)]" />
      </div>
      <div className="grid content-center gap-6 md:min-h-[480px]">{aside}</div>
    </main>
  )
}
