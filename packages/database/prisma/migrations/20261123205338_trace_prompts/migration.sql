-- CreateTable
CREATE TABLE "trace_prompts" (
    "trace_id" TEXT COLLATE "C" NOT NULL,
    "prompt" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "trace_prompts_pkey" PRIMARY KEY ("trace_id","prompt")
);

-- CreateIndex
CREATE INDEX "trace_prompts_prompt_idx" ON "trace_prompts"("prompt");

-- AddForeignKey
ALTER TABLE "trace_prompts" ADD CONSTRAINT "trace_prompts_trace_id_fkey" FOREIGN KEY ("trace_id") REFERENCES "traces"("trace_id") ON DELETE CASCADE ON UPDATE CASCADE;
