import type { Simulator, SimulatorOptions } from "../../simulator/index.ts";

export function simulation(): SimulatorOptions;

export function drawPictures(simulator: Simulator, path: string): Promise<Record<string, string>>;
