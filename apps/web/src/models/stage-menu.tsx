import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { quoted } from '../api/filter-text.ts';
import { type ModelVersion, searchModelVersions, type Stage, STAGES } from '../api/model-versions.ts';
import { Button } from '../components/button.tsx';
import { Checkbox } from '../components/choices.tsx';
import { FormDialog } from '../components/dialog.tsx';
import { Menu, MenuChoice } from '../components/menu.tsx';
import { notifyFailure } from '../components/toast.tsx';
import styles from './models.module.css';
import { StageBadge, stageWord } from './stage-badge.tsx';
import { changeStage, listed } from './stage-changes.ts';

/** A version's stage, to change. Where another version has the new one, it asks whether to archive that. */
export function StageMenu({ version }: { readonly version: ModelVersion }): ReactNode {
  const client = useQueryClient();
  const [asked, setAsked] = useState<{ stage: Stage; others: readonly ModelVersion[] }>();
  const [archives, setArchives] = useState(true);
  const choose = async (stage: Stage): Promise<void> => {
    try {
      const others = stage === 'Staging' || stage === 'Production' ? await othersIn(stage) : [];
      if (others.length > 0) setAsked({ stage, others });
      else await changeStage(client, version, stage, false, []);
    } catch (error) {
      notifyFailure('The stage was not changed', error);
    }
  };
  const { refetch } = useQuery({
    queryKey: ['model', version.name, 'all-versions'],
    queryFn: ({ signal }) =>
      searchModelVersions({ filter: `name = ${quoted(version.name)}`, pageSize: 10_000 }, { signal }),
    enabled: false,
  });
  const othersIn = async (stage: Stage): Promise<ModelVersion[]> => {
    const { data, error } = await refetch();
    if (error) throw error;
    return (data?.items ?? []).filter((each) => each.stage === stage && each.version !== version.version);
  };
  return (
    <>
      <Menu
        trigger={
          <Button
            look="ghost"
            small
            className={styles['stageButton']}
            aria-label={`Stage of version ${version.version}: ${stageWord(version.stage)}`}
          >
            <StageBadge stage={version.stage} />
            <ChevronDown aria-hidden />
          </Button>
        }
      >
        <MenuChoice
          label="Stage"
          value={version.stage}
          onChange={(stage) => void choose(stage)}
          choices={STAGES.map((stage) => [stage, stageWord(stage)] as const)}
        />
      </Menu>
      <FormDialog
        title={`Move version ${version.version} to ${asked?.stage ?? ''}`}
        open={asked !== undefined}
        onClose={() => setAsked(undefined)}
        action="Move"
        onSubmit={async () => {
          if (asked) await changeStage(client, version, asked.stage, archives, asked.others);
        }}
      >
        <p className="soft">
          {asked && listed(asked.others).replace('v', 'V')} {asked?.others.length === 1 ? 'is' : 'are'} there
          already.
        </p>
        <Checkbox
          label={`Archive ${asked?.others.length === 1 ? 'it' : 'them'}`}
          checked={archives}
          onChange={setArchives}
        />
      </FormDialog>
    </>
  );
}
