import { data } from "@remix-run/node";

/** Every address that is no page: without this route each one is logged as a failure, stack and all. */
export function loader() {
  throw data(null, 404);
}

export function action() {
  throw data(null, 404);
}

export default function Nowhere() {
  return null;
}

export { RouteError as ErrorBoundary } from "#app/ui/route-error.tsx";
