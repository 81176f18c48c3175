import type { Companion, DataFile } from './companions'

/** The standard context of Croissant 1.1's specification: the words that a description uses, with what they stand for. */
const CONTEXT = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  arrayShape: 'cr:arrayShape',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  containedIn: 'cr:containedIn',
  cr: 'http://mlcommons.org/croissant/',
  rai: 'http://mlcommons.org/croissant/RAI/',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  dct: 'http://purl.org/dc/terms/',
  description: { '@container': '@language' },
  equivalentProperty: 'cr:equivalentProperty',
  examples: { '@id': 'cr:examples', '@type': '@json' },
  extract: 'cr:extract',
  field: 'cr:field',
  fileProperty: 'cr:fileProperty',
  fileObject: 'cr:fileObject',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isArray: 'cr:isArray',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  name: { '@container': '@language' },
  parentField: 'cr:parentField',
  path: 'cr:path',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  repeated: 'cr:repeated',
  replace: 'cr:replace',
  samplingRate: 'cr:samplingRate',
  sc: 'https://schema.org/',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
}

/** Texts of a row, in the order of its members; conversations and tools are JSON text in them or beside them. */
const COLUMNS = ['id', 'intent', 'split', 'category', 'sub_category', 'label', 'licence', 'source', 'tools']

/**
 * The data set described for machines: Croissant 1.1, a JSON-LD file beside the card. Whoever publishes it puts in the page
 * at which it is found; what nobody has said is said to be open.
 */
export function croissant({ file, name, sha256, others = [], licence, about }: DataFile): Companion[] {
  if (!sha256 || !about) return []
  const files = [{ split: 'train', file, sha256 }, ...others].filter((one) => one.sha256)
  const description = {
    '@context': CONTEXT,
    '@type': 'sc:Dataset',
    ...{ name, description: `${about.title}: conversations with tools, with what people found of each.` },
    conformsTo: 'http://mlcommons.org/croissant/1.1',
    license: licence ? `https://spdx.org/licenses/${licence}.html` : 'LICENCES.md',
    url: `https://huggingface.co/datasets/YOUR-NAME/${name}`,
    ...{ version: '1.0.0', datePublished: about.date },
    creator: { '@type': 'sc:Organization', name: about.project },
    distribution: files.map((one) => ({
      ...{ '@type': 'cr:FileObject', '@id': one.file, name: one.file, contentUrl: one.file },
      ...{ encodingFormat: 'application/jsonlines', sha256: one.sha256 },
    })),
    recordSet: files.map((one) => ({
      ...{ '@type': 'cr:RecordSet', '@id': one.split, name: one.split },
      field: COLUMNS.map((column) => ({
        ...{ '@type': 'cr:Field', '@id': `${one.split}/${column}`, name: column, dataType: 'sc:Text' },
        source: { fileObject: { '@id': one.file }, extract: { column } },
      })),
    })),
  }
  return [{ name: 'croissant.json', text: `${JSON.stringify(description, null, 2)}\n` }]
}
