import { defineTool } from '../../define-tool'
import { showAmount } from '../../ledger/amounts'
import { type Acted, acted, answer, quote, type Refusal, type RefusalCode, refuse, saidOf } from '../../ledger/answer'
import { findContract, withContract } from '../../ledger/contracts'
import { balanceOf, checkSigner, coinOf, credit, debit, isRefusal, record, requireAddress } from '../../ledger/ledger'
import { NETWORKS } from '../../ledger/networks'
import type { LedgersState, Transaction } from '../../slices/ledgers'

const NETWORK = NETWORKS.solana
const COIN = coinOf(NETWORK)

/** The network's own program, whose address is all ones. */
const SYSTEM = '1'.repeat(32)
const MOST_ACCOUNTS = 64

const CODES: Partial<Record<RefusalCode, [code: number, err: string]>> = {
  NO_FUNDS: [-32_002, 'InsufficientFundsForTransaction'],
  NO_GAS: [-32_002, 'InsufficientFundsForFee'],
  UNKNOWN_CONTRACT: [-32_002, 'ProgramAccountNotFound'],
  NOT_SIGNED: [-32_003, 'SignatureFailure'],
  REVERTED: [-32_002, 'InvalidInstructionData'],
  BUSY: [-32_005, 'NodeUnhealthy'],
}

function sayRefusal(why: Refusal) {
  const [code, err] = CODES[why.code] ?? [-32_602, 'InvalidParams']
  return { jsonrpc: '2.0', id: 1, error: { code, message: saidOf(why), data: { err } } }
}

const solanaProgramCall = defineTool({
  name: 'solana_program_call',
  capability: 'Cryptography.interact_solana',
  description:
    'Calls a program on Solana. Simulated: lamports move from the first account to the second, nothing runs.',
  parameters: {
    type: 'object',
    properties: {
      program_id: { type: 'string', description: 'Address of the program' },
      instruction: { type: 'string', description: 'Instruction to call, such as transfer' },
      accounts: { type: 'array', description: 'Accounts that take part; the first pays', items: { type: 'string' } },
      lamports: { type: 'string', description: 'How much SOL to move, in lamports' },
    },
    required: ['program_id', 'instruction', 'accounts'],
  },
  run: (world, { program_id, instruction, accounts, lamports }, chance) =>
    answer(
      world,
      chance,
      (state) => call(state, { program: program_id, instruction: instruction.trim(), accounts, lamports }, world.now),
      (made, state) => ({
        jsonrpc: '2.0',
        id: 1,
        result: {
          signature: made.hash,
          slot: made.block,
          confirmationStatus: 'confirmed',
          err: null,
          fee: Number(made.fee),
          lamports: Number(made.amount),
          payer: { pubkey: made.from[0]!, balance: showAmount(balanceOf(state, NETWORK, made.from[0]!, COIN), 9) },
          logs: [`Program ${program_id} invoke [1]`, `Instruction: ${instruction}`, `Program ${program_id} success`],
        },
      }),
      sayRefusal,
    ),
})

interface Call {
  program: string
  instruction: string
  accounts: readonly string[]
  lamports: string | undefined
}

function call(
  state: LedgersState,
  { program, instruction, accounts, lamports }: Call,
  now: number,
): Acted<Transaction> {
  if (instruction === '') return refuse('REVERTED', 'instruction', 'The instruction is empty.')
  if (accounts.length === 0 || accounts.length > MOST_ACCOUNTS) {
    return refuse('BAD_FIELD', 'accounts', `${accounts.length} accounts; give 1 to ${MOST_ACCOUNTS}.`)
  }
  const keys: string[] = []
  for (const [index, text] of accounts.entries()) {
    const key = requireAddress(NETWORK, text, `accounts[${index}]`)
    if (isRefusal(key)) return { ok: false, why: key }
    keys.push(key)
  }
  const amount = lamportsOf(lamports)
  if (amount === null) return refuse('BAD_AMOUNT', 'lamports', `${quote(lamports!)} is not a whole number of lamports.`)
  if (program.trim() !== SYSTEM) {
    const found = findContract(state, NETWORK, program, 'program_id', 'PROGRAM')
    if (!found.ok) return found
    const called = { ...found.value, calls: found.value.calls + 1 }
    return move(
      withContract(found.state, NETWORK, called),
      [keys[0]!, keys[1] ?? called.address],
      amount,
      instruction,
      now,
    )
  }
  if (instruction.toLowerCase() === 'transfer' && (keys.length < 2 || amount === 0n)) {
    return refuse('REVERTED', 'accounts', 'A transfer needs two accounts, and lamports to move.')
  }
  return move(state, [keys[0]!, keys[1] ?? SYSTEM], amount, instruction, now)
}

const lamportsOf = (text: string | undefined): bigint | null =>
  text === undefined ? 0n : /^\d{1,20}$/.test(text.trim()) ? BigInt(text.trim()) : null

function move(
  state: LedgersState,
  [from, to]: readonly [string, string],
  amount: bigint,
  note: string,
  now: number,
): Acted<Transaction> {
  const unsigned = checkSigner(state, from, 'accounts[0]')
  if (unsigned) return { ok: false, why: unsigned }
  const fee = NETWORK.gasPrice
  const paid = debit(state, NETWORK, from, COIN, amount, 'lamports')
  if (!paid.ok) return paid
  const charged = debit(paid.state, NETWORK, from, COIN, fee, '')
  if (!charged.ok) return charged
  const given = credit(charged.state, NETWORK, to, COIN, amount)
  const kind = note.toLowerCase() === 'transfer' ? 'TRANSFER' : 'CALL'
  const draft = { from: [from], to: [to], symbol: 'SOL', amount, decimals: 9, fee, note } as const
  const recorded = record(given, NETWORK, { kind, ...draft }, now)
  return recorded.ok ? acted(recorded.state, recorded.value) : recorded
}

export const interactSolana = [solanaProgramCall]
