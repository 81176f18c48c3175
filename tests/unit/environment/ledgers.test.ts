import { expect, test } from 'vitest'
import { callTool } from '@/lib/environment/environment'
import { createWorld } from '@/lib/environment/world'

interface Json {
  [key: string]: Json & (string | number | boolean)
}

const UNLUCKY = /The node did not answer in time/

/** A world to call tools in one after the other, again where luck alone was against it; what is seen is parsed JSON. */
function play(seed: number) {
  let world = createWorld(seed)
  return (name: string, args: object) => {
    for (;;) {
      const { observation, error, world: after } = callTool(world, { name, arguments: JSON.stringify(args) })
      world = after
      if (!UNLUCKY.test(observation)) return { error, said: JSON.parse(observation) as Json }
    }
  }
}

type Call = ReturnType<typeof play>

const look = (call: Call, network: string, identifier: unknown, query_type = 'address') =>
  call('query_blockchain_data', { network, query_type, identifier, include_details: true }).said.result!

const ETHER = '0x0000000000000000000000000000000000000000'
const SYSTEM = '1'.repeat(32)
/** Of outside: it holds what the seeds below give it. */
const RICH = `1Fake${'C'.repeat(28)}`
const BITCOIN_ADDRESS = /^bc1qfake/

const newWallet = (call: Call, wallet_type = 'hot') => call('create_wallet', { wallet_type }).said
/** The person's own address: what it swaps or deploys from. */
const ownAddress = (call: Call) =>
  call('deploy_smart_contract', { contract_bytecode: '0x6000', network: 'ethereum' }).said.result!.from as string

test('a wallet that was made can be queried: empty, and the person’s own', () => {
  const call = play(1)
  const wallet = newWallet(call)
  expect(wallet.addresses!.bitcoin).toMatch(BITCOIN_ADDRESS)
  for (const network of ['ethereum', 'bitcoin', 'solana', 'bsc']) {
    const address = wallet.addresses![network === 'bsc' ? 'ethereum' : network]
    expect(look(call, network, address)).toMatchObject({ balance: '0', own: true, wallet_id: wallet.wallet_id })
  }
})

test('bitcoin that is sent leaves one side, reaches the other, and is on record for both', () => {
  const call = play(2)
  const { bitcoin: payer } = newWallet(call).addresses!
  const { bitcoin: payee } = newWallet(call).addresses!
  expect(call('bitcoin_transaction', { from_address: payer, to_address: payee, amount_btc: '0.01' }).said).toEqual({
    result: null,
    error: {
      code: -6,
      message: `amount_btc: Insufficient funds: ${payer} has 0 BTC; 0.01001128 BTC are needed.`,
    },
  })
  const before = look(call, 'bitcoin', RICH).balance
  const funded = call('bitcoin_transaction', { from_address: RICH, to_address: payer, amount_btc: '0.002' })
  expect([before, funded.error]).toEqual([expect.any(String), false])
  const sent = call('bitcoin_transaction', {
    from_address: payer,
    to_address: payee,
    amount_btc: '0.001',
    fee_rate: '10',
  })
  expect(sent.said.result).toMatchObject({ fee: '0.0000141', from: { balance: '0.0009859' } })
  const { txid } = sent.said.result!
  const [one, two] = [look(call, 'bitcoin', payer), look(call, 'bitcoin', payee)]
  expect([one.balance, two.balance]).toEqual(['0.0009859', '0.001'])
  expect(JSON.stringify([one.transactions, two.transactions]).split(String(txid)).length - 1).toBe(2)
  expect(look(call, 'bitcoin', txid, 'transaction')).toMatchObject({ from: payer, to: payee, amount: '0.001 BTC' })
})

test('a payment request is open until it is paid', () => {
  const call = play(2)
  const { bitcoin: address } = newWallet(call).addresses!
  const asked = call('create_bitcoin_payment', { to_address: address, amount_btc: '0.001', label: 'Invoice 12 & 13' })
  expect(asked.said.result!.URI).toBe(`bitcoin:${address}?amount=0.001&label=Invoice%2012%20%26%2013`)
  expect(look(call, 'bitcoin', address).payment_requests![0]).toMatchObject({ status: 'open' })
  const pay = (amount_btc: string) =>
    call('bitcoin_transaction', { from_address: RICH, to_address: address, amount_btc })
  pay('0.0004')
  expect(look(call, 'bitcoin', address).payment_requests![0]).toMatchObject({
    status: 'partly paid',
    paid_btc: '0.0004',
  })
  pay('0.0006')
  expect(look(call, 'bitcoin', address).payment_requests![0]).toMatchObject({ status: 'paid' })
})

test('a swap changes both tokens of the trader', () => {
  const call = play(3)
  const wallet_address = ownAddress(call)
  const before = look(call, 'ethereum', wallet_address)
  const order = { from_token: ETHER, to_token: 'USDC', amount: '100000000000000000', wallet_address }
  const { said } = call('execute_dex_swap', order)
  expect(said.bought).toMatchObject({ symbol: 'USDC' })
  const after = look(call, 'ethereum', wallet_address)
  const usdc = (of: Json) =>
    Number((of.tokens as unknown as Json[]).find(({ symbol }) => symbol === ('USDC' as never))?.balance ?? 0)
  expect(usdc(after) - usdc(before)).toBeCloseTo(Number(said.bought!.amount_formatted), 5)
  expect(Number(before.balance) - Number(after.balance)).toBeCloseTo(0.1 + Number(said.gas_fee_eth), 9)
})

test('swaps on two networks differ in units, envelope and words', () => {
  const call = play(3)
  const wallet_address = newWallet(call).addresses!.ethereum
  const order = { from_token: 'USDC', to_token: 'WETH', amount: '1000000', wallet_address }
  expect(call('execute_dex_swap', order).said).toEqual({
    success: false,
    error: {
      code: 'INSUFFICIENT_BALANCE',
      message: `amount: Insufficient funds: ${wallet_address} has 0 USDC; 1 USDC are needed.`,
    },
  })
  expect(call('execute_dex_swap', { ...order, amount: '0.5' }).said.error!.message).toContain('is not a whole number')
  const bnb = call('binance_smart_chain_swap', { token_in: 'BNB', token_out: 'CAKE', amount: '0.5' })
  expect(bnb.said).toMatchObject({ status: '1', result: { path: ['BNB', 'CAKE'], amountIn: '0.5' } })
  expect(
    call('binance_smart_chain_swap', { token_in: 'BNB', token_out: 'CAKE', amount: '9000000' }).said,
  ).toMatchObject({
    status: '0',
    message: 'Pancake: INSUFFICIENT_OUTPUT_AMOUNT',
  })
  expect(call('binance_smart_chain_swap', { token_in: 'BNB', token_out: 'DAI', amount: '1' }).said).toEqual({
    status: '0',
    message: 'Pancake: PAIR_NOT_FOUND',
    result: 'token_out: No token "DAI" is listed on bsc; listed are BNB, WBNB, USDT, USDC, BUSD, CAKE.',
  })
})

test('a contract that was put on a network is there, can be called, and counts its calls', () => {
  const call = play(4)
  const { said } = call('deploy_smart_contract', { contract_bytecode: '0x60006000', network: 'Ethereum Mainnet' })
  const { contractAddress: contract_address, transactionHash } = said.result!
  expect(look(call, 'ethereum', contract_address, 'contract')).toMatchObject({ code_size: 4, calls: 0 })
  expect(look(call, 'ethereum', transactionHash, 'transaction').type).toBe('deploy')
  const vote = { contract_address, function_name: 'vote', function_args: ['1'] }
  expect(call('ethereum_contract_interaction', vote).said.result!.status).toBe('0x1')
  expect(look(call, 'ethereum', contract_address, 'contract').calls).toBe(1)
})

test('a token that is transferred, or may be spent by another, is so when it is read again', () => {
  const call = play(5)
  const contract_address = look(call, 'ethereum', 'USDC', 'contract').address
  const { ethereum: friend } = newWallet(call).addresses!
  const ask = (function_name: string, function_args: unknown[]) =>
    call('ethereum_contract_interaction', { contract_address, function_name, function_args })
  const own = ownAddress(call)
  const before = BigInt(ask('balanceOf', [own]).said.result!.returned as string)
  expect(ask('transfer(address,uint256)', [friend, '2500000']).error).toBe(false)
  expect(BigInt(ask('balanceOf', [own]).said.result!.returned as string)).toBe(before - 2_500_000n)
  expect(ask('balanceOf', [friend]).said.result!.returned).toBe('2500000')
  expect(look(call, 'ethereum', friend).tokens![0]).toMatchObject({ symbol: 'USDC', balance: '2.5' })
  ask('approve', [friend, '77'])
  expect(ask('allowance', [own, friend]).said.result!.returned).toBe('77')
  expect(ask('transferFrom', [friend, own, '1']).said.error!.message).toContain('insufficient allowance: 0 are allowed')
  expect(ask('transfer', [friend]).said.error!.message).toBe('function_args: transfer takes 2 arguments, 1 given.')
  expect(ask('mintAll', []).said.error).toEqual({
    code: 3,
    message: `function_name: execution reverted: ${contract_address} has no function "mintAll".`,
  })
})

test('a transfer between networks leaves one and arrives on the other, less what the bridge keeps', () => {
  const call = play(6)
  const recipient = newWallet(call).addresses!.ethereum
  const transfer = { from_chain: 'ethereum', to_chain: 'polygon', token_address: 'USDC', amount: '1000000', recipient }
  const { said } = call('execute_cross_chain_transfer', transfer)
  expect(said).toMatchObject({ status: 'COMPLETED', destination: { amountFormatted: '0.999', token: 'USDC' } })
  expect(look(call, 'polygon', recipient).tokens![0]).toMatchObject({ symbol: 'USDC', balance: '0.999' })
  expect(look(call, 'ethereum', said.source!.txHash, 'transaction').amount).toBe('1 USDC')
  expect(look(call, 'polygon', said.destination!.txHash, 'transaction').to).toBe(recipient)
})

test('lamports move from the first account to the second', () => {
  const call = play(7)
  const [one, two] = [newWallet(call).addresses!.solana, newWallet(call).addresses!.solana]
  const send = (accounts: unknown[], lamports: string) =>
    call('solana_program_call', { program_id: SYSTEM, instruction: 'transfer', accounts, lamports })
  expect(send([one, two], '5').said.error!.data).toEqual({ err: 'InsufficientFundsForTransaction' })
  const bridged = {
    from_chain: 'ethereum',
    to_chain: 'solana',
    token_address: 'ETH',
    amount: '1000000000000000',
    recipient: one,
  }
  expect(call('execute_cross_chain_transfer', bridged).error).toBe(false)
  const rich = ['7', 'A', 'B', 'C', 'D']
    .map((sign) => sign.repeat(40))
    .find((key) => Number(look(call, 'solana', key).balance) > 1)
  expect(send([rich, one], '2000000').error).toBe(false)
  expect(send([one, two], '1000000').said.result).toMatchObject({
    fee: 5_000,
    payer: { pubkey: one, balance: '0.000995' },
  })
  expect(look(call, 'solana', two).balance).toBe('0.001')
})

test('what is mixed leaves all inputs and reaches all outputs in equal parts', () => {
  const call = play(8)
  const outputs = [newWallet(call), newWallet(call)].map((wallet) => wallet.addresses!.bitcoin)
  const before = Number(look(call, 'bitcoin', RICH).balance)
  const { said } = call('mix_cryptocurrency', { input_addresses: [RICH], output_addresses: outputs })
  expect(said.ok).toBe(true)
  expect(look(call, 'bitcoin', RICH).balance).toBe('0')
  const parts = outputs.map((one) => Number(look(call, 'bitcoin', one).balance))
  expect(parts[0]).toBe(parts[1])
  expect(parts[0]! * 2).toBeCloseTo(before * 0.99, 6)
})

test('Monero shows neither parties nor amounts, but takes the money', () => {
  const call = play(9)
  const destination = `4${'A'.repeat(94)}`
  const send = (amount_xmr: string, rest = {}) => call('monero_private_transfer', { destination, amount_xmr, ...rest })
  const first = send('0.5').said.result!
  const second = send('0.25').said.result!
  expect(Number(first.unlocked_balance) - Number(second.unlocked_balance)).toBeCloseTo(
    0.25 + Number(second.fee) / 1e12,
    9,
  )
  expect(look(call, 'monero', first.tx_hash, 'transaction')).toMatchObject({ amount: 'hidden', from: 'hidden' })
  expect(send('1', { ring_size: 11 }).said.error!.message).toContain(
    '11 is not accepted by the network; it must be 16.',
  )
  expect(send('1000000').said.error!.code).toBe(-17)
})

test('wallets whose keys are elsewhere, or are several, do not send', () => {
  const call = play(10)
  for (const [type, words] of [
    ['cold', 'its keys are offline'],
    ['multi_sig', 'needs 2 signatures; only 1 is here'],
  ] as const) {
    const { bitcoin } = newWallet(call, type).addresses!
    call('bitcoin_transaction', { from_address: RICH, to_address: bitcoin, amount_btc: '0.001' })
    const back = { from_address: bitcoin, to_address: RICH, amount_btc: '0.0005' }
    expect(call('bitcoin_transaction', back).said.error!.message).toContain(words)
  }
})

test('a contract or transaction of outside exists or not by the seed, and stays so', () => {
  const call = play(11)
  const seen = Array.from({ length: 40 }, (_, index) => {
    const identifier = `0x${String(index).padStart(40, 'a')}`
    const ask = () => call('query_blockchain_data', { network: 'ethereum', query_type: 'contract', identifier })
    const first = ask()
    expect(ask()).toEqual(first)
    if (first.error) {
      expect(first.said.error).toEqual({
        status: 404,
        code: 'unknown_contract',
        message: `identifier: There is no contract at "${identifier}" on ethereum.`,
      })
    }
    return first.error
  })
  expect(seen.filter(Boolean).length).toBeGreaterThan(0)
  expect(seen.filter(Boolean).length).toBeLessThan(20)
})

test('blocks have a number, a hash and a parent, and hold the transactions of the world', () => {
  const call = play(12)
  const last = look(call, 'bitcoin', 'latest', 'block')
  const again = look(call, 'bitcoin', String(last.hash), 'block')
  expect(again.number).toBe(last.number)
  expect(look(call, 'bitcoin', String(Number(last.number) - 1), 'block').hash).toBe(last.parent_hash)
  const { said } = call('deploy_smart_contract', { contract_bytecode: '00', network: 'sepolia' })
  const { blockNumber, transactionHash } = said.result!
  expect(look(call, 'sepolia', String(blockNumber), 'block').transactions_here).toContain(transactionHash)
})

test.each([
  [
    'bitcoin_transaction',
    { from_address: 'me', to_address: 'you', amount_btc: '1' },
    'from_address: "me" is not a bitcoin address; give "bc1", "1" or "3"',
  ],
  [
    'bitcoin_transaction',
    { from_address: `1${'C'.repeat(30)}`, to_address: `1${'D'.repeat(30)}`, amount_btc: '0.000001' },
    'Dust: at least 546 satoshi',
  ],
  [
    'bitcoin_transaction',
    { from_address: `1${'C'.repeat(30)}`, to_address: `1${'D'.repeat(30)}`, amount_btc: '0.123456789' },
    'has 9 digits after the point; at most 8 are allowed.',
  ],
  ['create_bitcoin_payment', { to_address: '0x00' }, '"0x00" is not a bitcoin address'],
  [
    'create_wallet',
    { wallet_type: 'hot', required_signatures: 3 },
    'Only a multi_sig wallet takes required_signatures; this one is hot.',
  ],
  ['create_wallet', { wallet_type: 'multi_sig', required_signatures: 16 }, '16 is out of range; give 2 to 15.'],
  [
    'deploy_smart_contract',
    { contract_bytecode: '0x6080…', network: 'ethereum' },
    'not a whole number of bytes in hexadecimal',
  ],
  [
    'deploy_smart_contract',
    { contract_bytecode: '0x60', network: 'bitcoin' },
    '"bitcoin" is not served here; the networks are ethereum, bsc',
  ],
  [
    'deploy_smart_contract',
    { contract_bytecode: '0x60', network: 'ethereum', gas_limit: '21000' },
    'Out of gas: 53216 are needed, the limit is 21000.',
  ],
  [
    'execute_cross_chain_transfer',
    { from_chain: 'bsc', to_chain: 'BNB Chain', token_address: 'BNB', amount: '5', recipient: ETHER },
    'Both ends of the transfer are bsc.',
  ],
  [
    'execute_cross_chain_transfer',
    { from_chain: 'bsc', to_chain: 'moon', token_address: 'BNB', amount: '5', recipient: ETHER },
    '"moon" is not served here',
  ],
  [
    'query_blockchain_data',
    { network: 'ethereum', query_type: 'transaction', identifier: '0x12' },
    'give "0x" and 64 hexadecimal digits.',
  ],
  [
    'query_blockchain_data',
    { network: 'bitcoin', query_type: 'contract', identifier: 'x' },
    'bitcoin has no contracts.',
  ],
  [
    'query_blockchain_data',
    { network: 'bitcoin', query_type: 'block', identifier: '99999999' },
    'There is no block "99999999" on bitcoin; the last is ',
  ],
  ['mix_cryptocurrency', { input_addresses: [], output_addresses: [] }, '0 addresses; give 1 to 20.'],
  [
    'solana_program_call',
    { program_id: SYSTEM, instruction: 'transfer', accounts: ['nobody!'] },
    'accounts[0]: "nobody!" is not a solana address',
  ],
  [
    'execute_dex_swap',
    { from_token: 'WETH', to_token: 'USDC', amount: '1', wallet_address: ETHER, slippage: 0 },
    '0 is out of range; give more than 0 and at most 50 per cent.',
  ],
])('%s refuses %o', (name, args, message) => {
  const { error, said } = play(20)(name, args)
  expect(error).toBe(true)
  expect(JSON.stringify(said).replaceAll('\\"', '"')).toContain(message)
})

test('what the environment makes up says so, and has no key', () => {
  const wallet = newWallet(play(13))
  expect(Object.values(wallet.addresses!).every((one) => /^(0xfacade|bc1qfake|Fake)/.test(String(one)))).toBe(true)
  expect(JSON.stringify(wallet)).not.toMatch(/private|seed|mnemonic|secret/i)
})
