import { newAddress } from '../ledger/addresses'
import type { Family, NetworkName } from '../ledger/networks'
import type { Chance } from '../random'
import type { Records } from '../records'

/** A coin or token on one network. */
export interface Token {
  /** The contract's address; "coin" for the network's own. */
  readonly key: string
  readonly symbol: string
  readonly decimals: number
  /** Simulated dollars for one. */
  readonly price: number
}

export interface Contract {
  readonly address: string
  readonly kind: 'TOKEN' | 'COLLECTIBLE' | 'PROGRAM'
  readonly token: Token | null
  readonly creator: string
  readonly block: number
  readonly bytes: number
  readonly calls: number
}

export interface Holder {
  /** Transactions that it sent. */
  readonly nonce: number
  /** By token key, in smallest units; those that never moved are as the seed has them. */
  readonly balances: Records<string>
  readonly transactions: readonly string[]
}

export interface Transaction {
  readonly hash: string
  readonly kind: 'TRANSFER' | 'SWAP' | 'DEPLOY' | 'CALL' | 'BRIDGE' | 'MIX'
  readonly block: number
  readonly at: number
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly symbol: string
  /** In smallest units, as text: whole numbers of any size. */
  readonly amount: string
  readonly decimals: number
  readonly fee: string
  /** What is worth saying besides, e.g. which function was called. */
  readonly note: string
}

export interface Ledger {
  readonly holders: Records<Holder>
  readonly contracts: Records<Contract>
  readonly transactions: Records<Transaction>
  /** Blocks that were asked for by hash. */
  readonly blocks: Records<number>
}

export interface Wallet {
  readonly id: string
  readonly type: 'hot' | 'cold' | 'multi_sig'
  readonly signatures: number
}

/** A request for a payment in bitcoin. */
export interface PaymentRequest {
  readonly id: string
  readonly address: string
  /** In satoshi; null: any amount. */
  readonly amount: string | null
  readonly label: string
  readonly message: string
  readonly paid: string
}

/** All networks of the simulation. Money exists on them as plain numbers only. */
export interface LedgersState {
  /** What is met for the first time (a balance, a contract, a block) follows from this. */
  readonly seed: number
  readonly start: number
  /** The person's own address on each kind of network. */
  readonly own: Readonly<Record<Family, string>>
  readonly networks: Partial<Record<NetworkName, Ledger>>
  /** Wallets that were made, by each of their addresses: such addresses begin with nothing. */
  readonly wallets: Records<Wallet>
  readonly requests: readonly PaymentRequest[]
  /** By contract, owner and spender. */
  readonly allowances: Records<string>
  /** Owners of collectibles, by contract and number. */
  readonly owners: Records<string>
  /** What was made so far: new hashes follow from it. */
  readonly made: number
}

export const seedLedgers = (chance: Chance, start: number): LedgersState => ({
  seed: chance.int(0, 0x7fffffff),
  start,
  own: {
    evm: newAddress('evm', chance),
    bitcoin: newAddress('bitcoin', chance),
    solana: newAddress('solana', chance),
    monero: newAddress('monero', chance),
  },
  networks: {},
  wallets: {},
  requests: [],
  allowances: {},
  owners: {},
  made: 0,
})
