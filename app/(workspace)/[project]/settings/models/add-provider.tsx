'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ProviderForm } from './provider-form'

export function AddProvider() {
  const [open, setOpen] = useState(false)
  if (!open) {
    return (
      <Button className="justify-self-start" onClick={() => setOpen(true)}>
        Add a provider
      </Button>
    )
  }
  return (
    <section aria-labelledby="add-provider" className="grid gap-3">
      <h2 id="add-provider">Add a provider</h2>
      <ProviderForm provider={null} onDone={() => setOpen(false)} />
    </section>
  )
}
