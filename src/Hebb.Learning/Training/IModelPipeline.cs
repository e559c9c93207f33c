using System.Text.Json;
using Hebb.Data.Preprocessing;

namespace Hebb.Learning.Training;

/// <summary>What turns examples into the numbers of a network, and knows what is predicted.</summary>
internal interface IModelPipeline
{
    /// <summary>What is predicted.</summary>
    TargetEncoder Target { get; }

    /// <summary>Writes everything but the target into pipeline.json.</summary>
    void Write(Utf8JsonWriter json);
}
