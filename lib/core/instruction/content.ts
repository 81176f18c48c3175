import { z } from 'zod'

/** Characters of all its tools' schemas together: a prompt has to hold them. */
export const TOOLS_SIZE = 200_000
export const MOST_TOOLS = 50

/** A function as its source gives it; beyond its name nothing is asked of it, and everything is kept. */
export const toolSchema = z.looseObject({ function: z.looseObject({ name: z.string().min(1).max(200) }) })
export type ToolSchema = z.infer<typeof toolSchema>

/** What somebody asks an agent to do, the capabilities that its chain goes through, and the tools that the agent has for it. */
export const instructionContentSchema = z.strictObject({
  text: z.string().max(20_000),
  /** Capability names in the chain's order. */
  pattern: z.array(z.string().min(1).max(200)).max(50),
  /** As a rule one a step; each as it was when the text was written. */
  tools: z
    .array(toolSchema)
    .max(MOST_TOOLS)
    .refine((tools) => JSON.stringify(tools).length <= TOOLS_SIZE, `Its tools take more than ${TOOLS_SIZE} characters`),
})
export type InstructionContent = z.infer<typeof instructionContentSchema>
