import { type Config, ConfigError, readConfig } from "../config.ts";
import { InputError } from "./input-error.ts";

/**
 * The configuration for commands that work without browsers: the public origin may be left out.
 *
 * @throws InputError with every problem of the environment.
 */
export function readPlaces(): Config {
  try {
    return readConfig(undefined, true);
  } catch (error) {
    if (error instanceof ConfigError) throw new InputError(error.problems);
    throw error;
  }
}
