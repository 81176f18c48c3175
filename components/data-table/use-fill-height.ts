'use client'
import { useEffect, useRef } from 'react'

/** As high as what is left of the window under the shell, so that the table scrolls and its head and foot stay. */
export function useFillHeight() {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const fill = () => {
      const element = ref.current
      if (!element) return
      const top = element.getBoundingClientRect().top + window.scrollY
      element.style.height = `${Math.max(360, window.innerHeight - top)}px`
    }
    fill()
    window.addEventListener('resize', fill)
    return () => window.removeEventListener('resize', fill)
  }, [])
  return ref
}
