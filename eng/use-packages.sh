#!/usr/bin/env bash
# Packs the libraries and the tool as the Release build has left them, and uses them from an empty project outside the repository, as a newcomer would.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for project in Hebb Hebb.Data Hebb.Learning Hebb.Interop Hebb.Cli Hebb.Tool; do dotnet pack -c Release --no-build "$root/src/$project" -o "$work/packages" -v q; done
mkdir "$work/app" "$work/home"
cd "$work/app"
export NUGET_PACKAGES="$work/home/packages"
cat > nuget.config <<CONFIG
<configuration>
  <packageSources><add key="local" value="$work/packages" /></packageSources>
</configuration>
CONFIG
dotnet new console --no-restore -v q
echo '<Project><PropertyGroup><HebbUsings>true</HebbUsings></PropertyGroup></Project>' > Directory.Build.props
version=$(ls "$work/packages" | sed -nE 's/^Hebb\.([0-9].*)\.nupkg$/\1/p')
dotnet add package Hebb --version "$version" --no-restore > /dev/null
dotnet add package Hebb.Learning --version "$version" --no-restore > /dev/null
dotnet add package Hebb.Interop --version "$version" --no-restore > /dev/null
dotnet add package Hebb.Cli --version "$version" --no-restore > /dev/null
cp "$root/eng/use-packages.cs" Program.cs
dotnet run -c Release
dotnet tool install --tool-path "$work/tools" Hebb.Tool --version "$version" --add-source "$work/packages"
"$work/tools/hebb" train "$root/samples/data/customers.csv" --target Churned --epochs 2 --output "$work/model" --json
"$work/tools/hebb" predict "$work/model" "$root/samples/data/customers.csv" --output "$work/predictions.csv"
[ "$(wc -l < "$work/predictions.csv")" -eq "$(wc -l < "$root/samples/data/customers.csv")" ]
