using System.Text.Json.Nodes;
using Hebb.Callbacks;
using Hebb.Learning.Reports;

namespace Hebb.Cli;

/// <summary>Tells what the doctor found in a training; nothing if it was healthy.</summary>
internal static class DoctorReport
{
    /// <summary>A line for each finding: problem, layer, evidence, fix.</summary>
    public static void Write(TextWriter writer, Doctor doctor)
    {
        foreach (Finding finding in doctor.Findings) { writer.WriteLine($"doctor: {finding}"); }
    }

    /// <summary>The findings for the page.</summary>
    public static IReadOnlyList<ReportFinding> For(Doctor doctor) =>
        [.. doctor.Findings.Select(finding => new ReportFinding(finding.Layer ?? "whole model", finding.Title, finding.Evidence, finding.Fix))];

    /// <summary>The findings for programs.</summary>
    public static JsonArray Json(Doctor doctor) => new([.. doctor.Findings.Select(finding => (JsonNode)new JsonObject
    {
        ["problem"] = finding.Title,
        ["layer"] = finding.Layer,
        ["evidence"] = finding.Evidence,
        ["fix"] = finding.Fix,
        ["epoch"] = finding.Epoch,
    })]);
}
