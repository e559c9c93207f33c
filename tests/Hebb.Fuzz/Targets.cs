namespace Hebb.Fuzz;

/// <summary>All readers of files.</summary>
internal static class Targets
{
    /// <summary>The names, and how each target is made.</summary>
    public static readonly (string Name, Func<FuzzTarget> Make)[] All =
    [
        ("keras", () => new ModelTarget("keras", ModelForm.Keras)),
        ("h5", () => new ModelTarget("h5", ModelForm.LegacyHdf5)),
        ("weights", () => new ModelTarget("weights", ModelForm.Weights)),
        // A configuration without weights may ask for millions of them, and for the work that these do.
        ("json", () => new ModelTarget("json", ModelForm.Json) { Longest = TimeSpan.FromSeconds(20) }),
        ("folder", () => new FolderTarget()),
        ("backup", () => new BackupTarget()),
        ("hdf5", FormatTargets.Hdf5),
        ("zip", FormatTargets.Zip),
        ("npy", FormatTargets.Npy),
        ("npz", FormatTargets.Npz),
        ("safetensors", FormatTargets.Safetensors),
        ("trees", FormatTargets.Trees),
        ("csv", DataTargets.Csv),
        ("jsonl", DataTargets.JsonLines),
        ("rows", DataTargets.Rows),
        ("png", DataTargets.Png),
        ("jpeg", DataTargets.Jpeg),
        ("bitmap", DataTargets.Bitmap),
        ("wav", DataTargets.Wav),
        ("idx", DataTargets.Idx),
        ("vocabulary", DataTargets.Vocabularies),
        ("pipeline", DataTargets.Pipeline),
    ];
}
