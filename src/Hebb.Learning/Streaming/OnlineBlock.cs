using Hebb.Data.Rows;
using Hebb.Data.Tables;

namespace Hebb.Learning.Streaming;

/// <summary>What comes next in a stream: training rows, rows that are held out, or a row that is left out.</summary>
/// <param name="Rows">The rows; null if one is left out.</param>
/// <param name="IsHeldOut">Whether the rows are held out.</param>
/// <param name="Skipped">The row that is left out.</param>
internal readonly record struct OnlineBlock(Table? Rows, bool IsHeldOut, SkippedRow? Skipped);
