import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer'
import { expect, test } from 'vitest'
import { testDatabase } from '../../support/database'
import { makeProject } from '../../support/factories'
import { apply, countRows, preview, scratchFolder } from '../../support/run-import'

const t = testDatabase()
const scratch = scratchFolder()

type Group = ParquetWriter['row_groups'][number]

/** Sixty conversations in three groups; `lie` changes what the file says of itself. */
function parquet(lie: (file: ParquetWriter) => void = () => {}): Uint8Array {
  const data = Array.from({ length: 60 }, (_, n) =>
    JSON.stringify([
      { role: 'user', content: `Where is number ${n}?` },
      { role: 'assistant', content: 'Here.' },
    ]),
  )
  const columnData = [{ name: 'messages', data }]
  const writer = new ByteWriter()
  const schema = schemaFromColumnData({ columnData: [{ ...columnData[0]!, type: 'STRING' }] })
  const file = new ParquetWriter({ writer, schema, codec: 'UNCOMPRESSED' })
  file.write({ columnData, rowGroupSize: 20 })
  lie(file)
  file.finish()
  return new Uint8Array(writer.getBuffer())
}

const sayRows = (rows: bigint, values = rows) =>
  parquet((file) => {
    const group: Group = file.row_groups[1]!
    file.num_rows += rows - group.num_rows
    group.num_rows = rows
    for (const { meta_data: facts } of group.columns) if (facts) facts.num_values = values
  })

const moreThanWhole = () =>
  parquet((file) => {
    file.row_groups[1]!.num_rows = 1_000n
  })

/** Within the second group: the header of its page is no header any more. */
function damaged(): Uint8Array {
  const bytes = parquet()
  const middle = Math.floor(bytes.length / 3)
  return bytes.map((byte, at) => (at > middle && at < middle + 400 ? 0xff : byte))
}

const REFUSED: [name: string, bytes: () => Uint8Array, message: RegExp][] = [
  ['cut off', () => parquet().subarray(0, 1_500), /no Parquet file that can be read/],
  ['damaged in the middle', damaged, /cannot be read from row \d+ on/],
  ['of more rows in a group than in the whole', moreThanWhole, /cannot be/],
  ['of more rows than values', () => sayRows(1_000n, 20n), /more rows than values/],
  ['of rows without end', () => sayRows(1_000_000_000_000n), /more than 1,048,576 rows/],
]

for (const [name, bytes, message] of REFUSED) {
  test(`refused soon, with a word and without a trace: a Parquet file ${name}`, { timeout: 30_000 }, async () => {
    const project = await makeProject(t.db)
    const before = await countRows(t.db, project.id)
    const source = { ...scratch.file(bytes(), 'rows.parquet'), format: 'parquet' as const }
    const report = await preview(t.db, project.id, [source])
    expect(report.files[0]?.failed).toBe(true)
    expect(report.problems.shown.map((problem) => problem.message).join(' ')).toMatch(message)
    const whole = scratch.file(parquet(), 'whole.parquet')
    await expect(apply(t.db, project.id, [whole, source])).rejects.toThrow(/Nothing was imported/)
    expect(await countRows(t.db, project.id)).toEqual(before)
  })
}

test('the whole file comes in', async () => {
  const project = await makeProject(t.db)
  const { merged } = await apply(t.db, project.id, [scratch.file(parquet(), 'rows.parquet')])
  expect(merged).toMatchObject({ instructions: 60, responses: 60 })
})
