/** What the charts beside the runs table are given, and what they give back. */
export interface ChartRun {
  readonly id: string;
  readonly name: string;
  /** A CSS colour, the same that the table shows beside the run. */
  readonly color: string;
  readonly experimentId: string;
  readonly startMs: number;
  readonly isRunning: boolean;
}

/** Which charts there are and how they are set: plain JSON, kept with the view. What it holds is the charts' own affair. */
export type ChartsView = Readonly<Record<string, unknown>>;

export interface ChartsPanelProps {
  readonly experimentIds: readonly string[];
  /** The runs that are shown (the eye in the table is open), in the table's order. */
  readonly runs: readonly ChartRun[];
  /** Every key that any run of the experiments has. */
  readonly keys: {
    readonly metrics: readonly string[];
    readonly params: readonly string[];
    readonly tags: readonly string[];
  };
  /** Undefined until something was arranged: then the charts choose what to show. */
  readonly view: ChartsView | undefined;
  readonly onViewChange: (view: ChartsView) => void;
  /** The run under the pointer, in the table or in a chart. */
  readonly highlighted: string | undefined;
  readonly onHighlight: (runId: string | undefined) => void;
}
