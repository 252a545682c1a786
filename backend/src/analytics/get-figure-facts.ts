import type { Figure, FigureFacts } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';

/** Why a figure of the overview is what it is: its newest facts, who did what and when. */
export class GetFigureFacts extends Query<FigureFacts> {
  constructor(readonly figure: Figure) {
    super();
  }
}

@QueryHandler(GetFigureFacts)
export class GetFigureFactsHandler implements IQueryHandler<GetFigureFacts> {
  constructor(private readonly models: ReadModels) {}

  execute({ figure }: GetFigureFacts): Promise<FigureFacts> {
    return this.models.evidence.of(figure);
  }
}
