import { defineTool } from '../../define-tool'
import { newAddress } from '../../ledger/addresses'
import { type Acted, acted, answer, refuse, saidOf } from '../../ledger/answer'
import { ledgerChance } from '../../ledger/ledger'
import type { LedgersState, Wallet } from '../../slices/ledgers'
import { isoTime } from '../../world'

/** Signers that a wallet of several can have. */
const SIGNERS = 15

const makeWallet = defineTool({
  name: 'create_wallet',
  capability: 'Cryptography.create_wallet',
  description: 'Makes a new, empty wallet with an address on each kind of network. Simulated: it has no keys.',
  parameters: {
    type: 'object',
    properties: {
      wallet_type: {
        type: 'string',
        description: 'hot signs here, cold keeps its keys offline, multi_sig needs several signatures',
        enum: ['hot', 'cold', 'multi_sig'],
      },
      encryption_level: {
        type: 'string',
        description: 'How strongly the wallet file is encrypted',
        enum: ['standard', 'high', 'very_high'],
      },
      backup_enabled: { type: 'boolean', description: 'Keep a backup by itself' },
      required_signatures: { type: 'integer', description: 'Signatures that a multi_sig wallet needs: 2 to 15' },
    },
    required: ['wallet_type'],
  },
  run: (world, { wallet_type, encryption_level = 'standard', backup_enabled = false, required_signatures }, chance) =>
    answer(
      world,
      chance,
      (state) => create(state, wallet_type, required_signatures),
      ({ wallet, addresses }) => ({
        wallet_id: wallet.id,
        wallet_type: wallet.type,
        status: 'active',
        simulated: true,
        addresses,
        encryption_level,
        backup: backup_enabled ? { enabled: true, backup_id: `bak_${wallet.id.slice(4)}` } : null,
        signatures:
          wallet.type === 'multi_sig' ? { required: wallet.signatures, signers: wallet.signatures + 1 } : null,
        balance: '0',
        created_at: isoTime(world.now),
      }),
      (why) => ({
        error: { code: why.code === 'BUSY' ? 'service_unavailable' : 'invalid_request', message: saidOf(why) },
      }),
    ),
})

interface Made {
  wallet: Wallet
  addresses: { ethereum: string; bitcoin: string; solana: string }
}

function create(state: LedgersState, type: Wallet['type'], signatures: number | undefined): Acted<Made> {
  const field = 'required_signatures'
  if (type !== 'multi_sig' && signatures !== undefined && signatures !== 1) {
    return refuse('BAD_FIELD', field, `Only a multi_sig wallet takes ${field}; this one is ${type}.`)
  }
  const needed = type === 'multi_sig' ? (signatures ?? 2) : 1
  if (type === 'multi_sig' && (needed < 2 || needed > SIGNERS)) {
    return refuse('BAD_FIELD', field, `${needed} is out of range; give 2 to ${SIGNERS}.`)
  }
  const chance = ledgerChance(state, `wallet ${state.made}`)
  const wallet: Wallet = { id: `wal_${chance.hex(16)}`, type, signatures: needed }
  const addresses = {
    ethereum: newAddress('evm', chance),
    bitcoin: newAddress('bitcoin', chance),
    solana: newAddress('solana', chance),
  }
  const records: Record<string, Wallet> = Object.fromEntries(Object.values(addresses).map((one) => [one, wallet]))
  return acted({ ...state, wallets: { ...state.wallets, ...records }, made: state.made + 1 }, { wallet, addresses })
}

export const createWallet = [makeWallet]
