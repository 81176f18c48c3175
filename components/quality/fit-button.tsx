'use client'

import { AskButton, type Request } from './ask-button'

interface FitButtonProps {
  projectId: string
  stage: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE'
  /** One was asked for and is not there yet. */
  awaited: boolean
  again: boolean
  request: Request
}

/** Asks for the model to be fitted, and shows it when it is. */
export const FitButton = ({ projectId, stage, awaited, again, request }: FitButtonProps) => (
  <AskButton
    label={again ? 'Fit it again' : 'Fit the model'}
    input={() => ({ projectId, stage })}
    awaited={awaited}
    request={request}
  />
)
