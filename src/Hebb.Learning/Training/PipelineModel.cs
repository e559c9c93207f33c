using System.Text.Json;
using Hebb.Data.Preprocessing;
using Hebb.Data.Reading;
using Hebb.Models;

namespace Hebb.Learning.Training;

/// <summary>A model whose pipeline.json holds a pipeline and the target: images, sounds, texts, series.</summary>
public abstract class PipelineModel : TrainedModel
{
    private readonly IModelPipeline _pipeline;

    private protected PipelineModel(Model model, IModelPipeline pipeline)
        : base(model) => _pipeline = pipeline;

    /// <inheritdoc/>
    public sealed override TargetEncoder Target => _pipeline.Target;

    /// <summary>How the columns of tables are read; null where none are, or where the model does not know.</summary>
    public TableReading? Reading => _pipeline.Reading;

    /// <inheritdoc/>
    protected internal sealed override void WritePipeline(Utf8JsonWriter json)
    {
        _pipeline.Write(json);
        Target.Write(json);
        if (Reading is { } reading) { ReadingJson.Write(json, reading); }
    }
}
