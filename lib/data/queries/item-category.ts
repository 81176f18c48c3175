import { Prisma } from '@/lib/data/client'

/** An item's category as raw queries select it (aliases: i item, c category, above its parent, pref the reader's preferences). */
export interface CategoryRow {
  categoryTitle: string | null
  parentTitle: string | null
  severity: number | null
}

export const categoryColumns = Prisma.sql`c.title as "categoryTitle", above.title as "parentTitle",
  coalesce(c.severity, above.severity) as severity`

export const categoryJoins = (userId: string) => Prisma.sql`left join categories c on c.id = i.category_id
  left join categories above on above.id = c.parent_id
  left join preferences pref on pref.project_id = i.project_id and pref.user_id = ${userId}::uuid`

/** The reader has opted out neither of the category nor of its parent. */
export const notOptedOut = Prisma.sql`not coalesce(c.id = any(pref.opt_out_category_ids)
  or c.parent_id = any(pref.opt_out_category_ids), false)`

export const toCategory = ({ categoryTitle, parentTitle, severity }: CategoryRow) => ({
  path: [parentTitle, categoryTitle].filter((title) => title !== null),
  severity,
})
