export interface Reading {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A gauge in Prometheus' text format; nothing when there is nothing to read. */
export function gauge(name: string, help: string, readings: readonly Reading[]): string {
  if (readings.length === 0) return '';
  const lines = readings.map(({ labels = {}, value }) => {
    const pairs = Object.entries(labels).map(([key, text]) => `${key}="${text.replace(/["\\\n]/g, ' ')}"`);
    return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}`;
  });
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines, ''].join('\n');
}
