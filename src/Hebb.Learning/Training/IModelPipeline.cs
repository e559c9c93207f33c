using System.Text.Json;
using Hebb.Data.Preprocessing;
using Hebb.Data.Reading;

namespace Hebb.Learning.Training;

/// <summary>What turns examples into the numbers of a network, and knows what is predicted.</summary>
internal interface IModelPipeline
{
    /// <summary>What is predicted.</summary>
    TargetEncoder Target { get; }

    /// <summary>How the columns of tables are read; null where none are, or where that is not known.</summary>
    TableReading? Reading => null;

    /// <summary>Writes everything but the target into pipeline.json.</summary>
    void Write(Utf8JsonWriter json);
}
