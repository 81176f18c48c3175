import { carriesOut } from '@/lib/core/run/conversation'
import type { AssistantMessage, Message, ResponseContent, ToolMessage } from '@/lib/core/trajectory/content'
import { listSteps } from '@/lib/core/trajectory/steps'
import { callTool, replay, WORLD_VERSION } from '@/lib/environment/environment'

/**
 * What the simulated world says to a turn's calls, after all those before it. The world is not stored: it follows from its
 * seed and the calls. Pure.
 */
export function carryOut(
  turn: AssistantMessage,
  before: { messages: readonly Message[]; seed: number; tools: ResponseContent['tools'] },
): ToolMessage[] {
  if (!carriesOut(turn)) return []
  const offered = before.tools.map((tool) => tool.function.name)
  let { world } = replay(before.seed, callsOf(before.messages), offered)
  return turn.calls.map((call) => {
    const { observation, error, world: after } = callTool(world, call, offered)
    world = after
    return { role: 'tool', callId: call.id, name: call.name, text: observation, error, source: 'SIMULATED' }
  })
}

/** Calls that were answered, in order: what a replay makes again. */
const callsOf = (messages: readonly Message[]) =>
  listSteps({ messages: [...messages] }).flatMap((step) => step.calls.filter(({ result }) => result !== null))

/** The world that a response names: only where playing its calls again gives every result in it, to the byte. */
export function worldOf(content: Pick<ResponseContent, 'messages' | 'tools'>, seed: number): ResponseContent['world'] {
  const answered = callsOf(content.messages)
  const offered = content.tools.map((tool) => tool.function.name)
  const { observations } = replay(seed, answered, offered)
  const same = answered.every(({ result }, index) => result?.text === observations[index]?.observation)
  return same ? { seed, version: WORLD_VERSION } : null
}
