import type { ResponseContent } from '@/lib/core/trajectory/content'

/** Where the results come from: a world that can be made again, or a file. */
export const WorldLine = ({ world }: { world: ResponseContent['world'] }) => (
  <p className="px-4 pt-1.5 text-12 text-ink-3 max-md:px-3 md:pl-[92px]">
    {world
      ? `Results simulated: nothing real was touched. World ${world.version}, seed ${world.seed}.`
      : 'Results as its source had them: our simulated environment did not make them.'}
  </p>
)
