import { defineTool } from '../../define-tool'
import { readUnits, showAmount } from '../../ledger/amounts'
import { answer, type Refusal, type RefusalCode, saidOf } from '../../ledger/answer'
import { findToken } from '../../ledger/contracts'
import { isRefusal, requireAddress } from '../../ledger/ledger'
import { NETWORKS } from '../../ledger/networks'
import { swap } from '../../ledger/swap'
import type { Token } from '../../slices/ledgers'

const NETWORK = NETWORKS.ethereum
const GAS = 184_000n

const CODES: Partial<Record<RefusalCode, string>> = {
  NO_FUNDS: 'INSUFFICIENT_BALANCE',
  NO_GAS: 'INSUFFICIENT_ETH_FOR_GAS',
  UNKNOWN_CONTRACT: 'TOKEN_NOT_FOUND',
  NO_ROUTE: 'NO_ROUTE_FOUND',
  SLIPPAGE: 'SLIPPAGE_TOLERANCE_EXCEEDED',
  NOT_SIGNED: 'SIGNER_UNAVAILABLE',
  BUSY: 'RPC_TIMEOUT',
}

const sayRefusal = (why: Refusal) => ({
  success: false,
  error: { code: CODES[why.code] ?? 'INVALID_PARAMETER', message: saidOf(why) },
})

const side = ({ key, symbol, decimals }: Token, amount: bigint) => ({
  address: key,
  symbol,
  amount: String(amount),
  amount_formatted: showAmount(amount, decimals),
})

const executeDexSwap = defineTool({
  name: 'execute_dex_swap',
  capability: 'Cryptography.swap_tokens',
  description: 'Swaps one token for another in a pool on Ethereum. Simulated: balances are numbers of this world.',
  parameters: {
    type: 'object',
    properties: {
      from_token: { type: 'string', description: 'Contract of the token to give; a listed symbol will do' },
      to_token: { type: 'string', description: 'Contract of the token to get; a listed symbol will do' },
      amount: { type: 'string', description: 'How much to give, in its smallest unit' },
      slippage: { type: 'number', description: 'Worst price to accept, in per cent off' },
      wallet_address: { type: 'string', description: 'Address that gives and gets' },
    },
    required: ['from_token', 'to_token', 'amount', 'wallet_address'],
  },
  run: (world, { from_token, to_token, amount, slippage = 0.5, wallet_address }, chance) =>
    answer(
      world,
      chance,
      (state) => {
        const trader = requireAddress(NETWORK, wallet_address, 'wallet_address')
        if (isRefusal(trader)) return { ok: false, why: trader }
        const units = readUnits('amount', amount)
        if (isRefusal(units)) return { ok: false, why: units }
        const from = findToken(state, NETWORK, from_token, 'from_token')
        if (!from.ok) return from
        const to = findToken(from.state, NETWORK, to_token, 'to_token')
        if (!to.ok) return to
        const fee = GAS * NETWORK.gasPrice
        const order = {
          trader,
          traderField: 'wallet_address',
          from: from.value,
          to: to.value,
          amount: units,
          slippage,
          fee,
        }
        const done = swap(to.state, NETWORK, { ...order, amountField: 'amount', toField: 'to_token' }, world.now)
        return done.ok ? { ...done, value: { ...done.value, order } } : done
      },
      ({ transaction, received, impact, order }) => ({
        success: true,
        transaction_hash: transaction.hash,
        block_number: transaction.block,
        wallet_address: order.trader,
        sold: side(order.from, order.amount),
        bought: side(order.to, received),
        price_impact_percent: Number(impact.toFixed(4)),
        gas_used: String(GAS),
        gas_fee_eth: showAmount(order.fee, 18),
      }),
      sayRefusal,
    ),
})

export const swapTokens = [executeDexSwap]
