namespace Hebb;

/// <summary>A test on a real data set; skipped, with the reason, where the data sets are not at hand.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealDataFactAttribute : FactAttribute
{
    /// <summary>A test that needs the file <c>shared/data/{name}</c>.</summary>
    public RealDataFactAttribute(string name)
    {
        if (!File.Exists(Repository.SharedData(name)))
        {
            Skip = $"The data set shared/data/{name} is not beside the repository.";
        }
    }
}
