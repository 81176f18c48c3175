import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Locator } from '@playwright/test'

export interface DroppedFile {
  name: string
  text: string
}

export const readDropped = (file: string): DroppedFile => ({
  name: path.basename(file),
  text: readFileSync(file, 'utf8'),
})

/** Lets files go over an element, as a person does who drags them from a folder. */
export async function dropFiles(target: Locator, files: DroppedFile[]): Promise<void> {
  const dataTransfer = await target.page().evaluateHandle((all) => {
    const transfer = new DataTransfer()
    for (const { name, text } of all) transfer.items.add(new File([text], name, { type: 'application/json' }))
    return transfer
  }, files)
  await target.dispatchEvent('dragover', { dataTransfer })
  await target.dispatchEvent('drop', { dataTransfer })
  await dataTransfer.dispose()
}
