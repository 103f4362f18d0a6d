declare module "elkjs/lib/elk-api" {
  import type { ElkNode } from "elkjs";
  export default class ELK {
    constructor(options: { workerFactory: () => Worker });
    layout(graph: ElkNode): Promise<ElkNode>;
  }
}

declare module "monaco-editor/features/register.all";
